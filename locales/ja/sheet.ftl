# 取り込むファイルまたはその行の問題点

sheet-line = { $line } 行目
sheet-cell = { $line } 行目、列 { $column }
sheet-not-utf8 = ファイルを UTF-8 で保存して、もう一度お試しください。
sheet-no-header = ファイルの先頭に列名の行を入れてください。
sheet-no-rows = 列名の行の下に、取り込む行を追加してください。
sheet-too-many-rows = ファイルを分割してください。一度に取り込めるのは { $max } 行までです。
sheet-broken-quote = 引用符を閉じ、セルの中の引用符は "この ""ように"" 書く" と二重にしてください。
sheet-uneven-cells = この行のセルを、見出しと同じ { $expected } 個にしてください。現在は { $found } 個です。
sheet-unknown-column = 列を取り除くか、列名を直してください。この名前の列はありません。
sheet-missing-column = この列を追加してください。
sheet-repeated-column = 見出しに同じ列が複数あります。1 つだけにしてください。
sheet-repeated-key = { $first } 行目とキーが同じです。どちらか 1 行だけにしてください。
sheet-not-one-of = 次のいずれかを使ってください: { $words }
sheet-not-a-country = JP のような 2 文字の国コードを使ってください。
sheet-not-a-domain = fabrikam.example のような、組織が所有するドメインを使ってください。
sheet-not-a-date = 日付は 2026-11-23 のように書いてください。
sheet-future-date = 今日までの日付を使ってください。
sheet-not-an-identifier = 英字、数字、ハイフンだけを使ってください。
sheet-password-missing = 新しいサインイン名には、パスワードまたはそのハッシュを指定してください。
sheet-two-passwords = パスワードとハッシュは、どちらか一方だけを指定してください。
sheet-other-password = { $first } 行目と同じパスワードにしてください。サインイン名が同じです。
sheet-not-a-password-hash = $argon2id$ で始まる、検証の負荷が高すぎない argon2 ハッシュを使ってください。
sheet-not-a-web-site = アドレスは http:// または https:// で始めてください。
sheet-above-oneself = 別の役割を指定するか、この役割を持つ担当者に依頼してください。この役割を付与できるのは、同じ役割を持つ担当者だけです。
sheet-too-many-today = 1 日に追加できるユーザー数の上限を超えます。行を減らすか、明日以降に追加してください。
sheet-own-domain = この行を取り除いてください。リセラー自身が顧客として指定されています。
# 一覧の語の区切り
sheet-separator = 、

sheet-file = CSV ファイル
sheet-check = ファイルを検査する
sheet-no-file = CSV ファイルを選択してください。
sheet-faulty = ファイルに { $count } 件の誤りがあります。インポートは行われていません。
sheet-faults = ファイルの修正箇所
sheet-place-line = 行
sheet-place-column = 列
sheet-reason = 理由
sheet-more = ほか { $count } 件
sheet-columns = 列
sheet-required = 必須
sheet-optional = 省略可能
