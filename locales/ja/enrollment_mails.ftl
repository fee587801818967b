# 申請に関するメール: プライマリ連絡先、申請者、運営者あて

enrollment-mails-hello = { $name } 様
enrollment-mails-hello-nobody = ご担当者様
enrollment-mails-reference = 申請番号
enrollment-mails-nothing-to-do = お客様に行っていただくことはありません。
enrollment-mails-nothing-to-do-ask = お客様に行っていただくことはありません。この申請にお心当たりがない場合は、お問い合わせください。
enrollment-mails-unknown-ask = この申請にお心当たりがない場合は、お問い合わせください。

enrollment-mails-verify-subject = { $product }: 登録 { $reference } をご確認ください
enrollment-mails-verify-heading = { $organization }の登録をご確認ください
enrollment-mails-verify-preheader = 2 つの質問にお答えいただくと、審査が始まります。
enrollment-mails-verify-body = 間接リセラーとしての登録を申請した{ $organization }のプライマリ連絡先として、あなたが指定されました。
enrollment-mails-verify-body-by = 間接リセラーとしての登録を申請した{ $organization }のプライマリ連絡先として、{ $applicant } 様があなたを指定しました。
enrollment-mails-verify-please = 次の 2 点をご確認ください。
enrollment-mails-verify-signed-up = ご自身が登録を申し込んだか、会社が申し込んだことをご存じである。
enrollment-mails-verify-belongs = メール アドレス { $email } は{ $organization }のものである。
enrollment-mails-verify-until = リンクの有効期限
enrollment-mails-verify-button = 内容を見て確認する
enrollment-mails-verify-unexpected = 登録していない場合は、リンク先のページでその旨をお知らせください。リンクを開くだけでは何も変わりません。

enrollment-mails-status-subject = { $product }: 登録 { $reference } の状況が変わりました
enrollment-mails-status-button = 状況を見る
enrollment-mails-status-in-review = ありがとうございます。審査が始まりました
enrollment-mails-status-in-review-body = { $organization }の登録が確認され、審査中です。審査には数日かかることがあります。進展がありましたらお知らせします。
enrollment-mails-status-answered = 依頼への回答がありました
enrollment-mails-status-answered-body = { $organization }から審査担当者の依頼に対する回答がありました。審査は続いています。進展がありましたらお知らせします。
enrollment-mails-status-withdrawn = 申請が取り下げられました
enrollment-mails-status-withdrawn-body = { $organization }が申請を取り下げました。以前のメールのリンクは使えなくなりました。
enrollment-mails-status-abandoned = 申請は終了しました
enrollment-mails-status-abandoned-body = { $organization }の登録が 90 日以内に確認されなかったため、申請は終了しました。新しい申請はいつでも始められます。
enrollment-mails-status-reopened = 申請が再開されました
enrollment-mails-status-reopened-body = 運営者が{ $organization }の申請を再開しました。現在は下書きです。内容、特にプライマリ連絡先をご確認のうえ、もう一度送信してください。

enrollment-mails-disowned-subject = { $product }: 登録 { $reference } は確認されませんでした
enrollment-mails-disowned-heading = プライマリ連絡先は登録していないと回答しました
enrollment-mails-disowned-preheader = 申請は終了しました。
enrollment-mails-disowned-body = { $organization }のプライマリ連絡先として指定された { $email } から、登録していないとの回答がありました。申請は終了しました。
enrollment-mails-disowned-applicant = 間違いの場合は、運営者が申請を再開できます。
enrollment-mails-disowned-operator = 間違いの場合は、管理者が申請のページから再開できます。

enrollment-mails-asked-subject = { $product }: 登録 { $reference } についてのお尋ね
enrollment-mails-asked-heading = 審査担当者からのお尋ねがあります
enrollment-mails-asked-preheader = 回答をいただくまで審査は保留されます。
enrollment-mails-asked-body = { $organization }の登録を審査するため、次の項目の修正が必要です。
enrollment-mails-asked-words = 審査担当者からのメッセージ:
enrollment-mails-asked-applicant = サインインして、状況のページで回答してください。変更できるのは上記の項目だけです。
enrollment-mails-asked-contact = { $organization }のグローバル管理者がサインインして回答できます。お伝えください。

enrollment-mails-activated-subject = { $product }: 登録 { $reference } が完了しました
enrollment-mails-activated-heading = { $organization }は間接リセラーになりました
enrollment-mails-activated-preheader = アカウントの準備ができました。
enrollment-mails-activated-body = 登録が完了し、{ $organization }のアカウントの準備ができました。他のポータルですでにサービスを提供している顧客は、顧客の一覧に表示されます。
enrollment-mails-activated-next = あなたはグローバル管理者と管理エージェントになりました。サインインして、ほかのユーザーを追加したり、顧客を確認したりできます。
enrollment-mails-activated-button = ダッシュボードを開く

enrollment-mails-rejected-subject = { $product }: 登録 { $reference } は却下されました
enrollment-mails-rejected-heading = 登録は却下されました
enrollment-mails-rejected-preheader = 理由と、この後にできることをお知らせします。
enrollment-mails-rejected-body = { $organization }の登録は却下されました。審査担当者からの理由は次のとおりです。
enrollment-mails-rejected-applicant = 申請を修正して、もう一度送信できます。入力した内容はすべて残っています。
enrollment-mails-rejected-contact = { $organization }のグローバル管理者が申請を修正して、もう一度送信できます。
