# すべての組織からのユーザーの検索。

found-lead = どの組織であっても、アカウントを持つユーザーを検索できます。
found-find = ユーザーを検索
found-begins = 検索する文字（前方一致）
found-by = 検索する項目
found-ask = ユーザーを検索してください
found-ask-why = 氏名、ユーザー名、連絡先メール アドレスのいずれかの先頭の文字を入力してください。
found-none = 該当するユーザーはいません
found-none-why = 名前とアドレスは先頭の文字で検索します。文字を減らすか、別の項目を選んでください。
found-shown = { $count } 件を表示
found-sessions = セッション
found-sessions-none = サインイン中のセッションはありません。
found-session-begun = サインイン:
found-session-seen = 最終使用:
found-end = すべてのセッションを終了する
found-end-lead = このユーザーはすべてのブラウザーからすぐにサインアウトされます。再びサインインすることはできます。
found-end-hint = ユーザーへのメールと、所属組織の監査記録に記載されます。
found-sessions-ended = すべてのセッションを終了し、ユーザーにメールで通知しました。
found-mail-subject = { $product }: サインアウトされました
found-mail-heading = すべてのブラウザーからサインアウトされました
found-mail-body = プログラムの運営者が、お使いのすべてのセッションを終了しました。
found-mail-next = これまでのパスワードで再びサインインできます。ほかの人に知られた可能性がある場合は、パスワードを変更してください。
found-mail-unexpected = ご不明な点は、プログラムの運営者にお問い合わせください。
