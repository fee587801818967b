# 入力値が受け付けられないときに、項目のそばに表示する文

problems-required = 入力してください。
problems-too-long = { $max } 文字以内に短くしてください。
problems-too-short = { $min } 文字以上で入力してください。
problems-control-character = 改行などの制御文字を取り除いてください。貼り付けたときに混ざることがあります。
problems-bidi-character = 貼り付けずに、手で入力してください。目に見えない文字が含まれています。
problems-holds-link = Web アドレスやメール アドレスを含めず、名前だけを入力してください。名前はメールに記載されるため、アドレスがあるとリンクになってしまいます。
problems-not-an-email = kim@fabrikam.example のようなメール アドレスを入力してください。
problems-not-a-domain = http:// や @ を付けずに、fabrikam.example のようなドメインを入力してください。
problems-domain-reserved = 自社のドメインを入力してください。このドメインの下の名前は、このポータルが割り当てます。
problems-domain-not-registrable = ドメイン全体を入力してください。これは、誰でもその下に名前を登録できる共有のドメインです。
problems-domain-webmail = 組織のドメインを入力してください。これは、誰でもメールボックスを作れるサービスのドメインです。
problems-domain-taken = このドメインは別の組織がサインインに使っています。その組織でサインインするか、別のドメインを入力してください。
problems-password-same = 現在とは異なるパスワードを入力してください。
problems-password-common = 別のパスワードにしてください。これは、攻撃者が最初に試す一覧に載っています。互いに関係のない単語をいくつか並べると、よいパスワードになります。
problems-guess-known = 名前、組織名、ドメイン、このポータルの名前を含まないパスワードにしてください。攻撃者が最初に試す言葉です。
problems-guess-repeat = 同じ文字列の繰り返しではないパスワードにしてください。互いに関係のない単語をいくつか並べると、よいパスワードになります。
problems-guess-sequence = abcd や 1234 のような長い並びを含まないパスワードにしてください。互いに関係のない単語をいくつか並べると、よいパスワードになります。
problems-guess-keyboard = キーボードの並び順ではないパスワードにしてください。互いに関係のない単語をいくつか並べると、よいパスワードになります。
problems-guess-date = 日付や年だけではないパスワードにしてください。互いに関係のない単語をいくつか並べると、よいパスワードになります。
problems-guess-words = あまり使われない単語を 1 つか 2 つ加えてください。このパスワードの単語は、攻撃者が最初に試すものです。
problems-user-name-taken = 別のユーザー名にしてください。このユーザー名はすでに使われています。
problems-email-taken = 別のアドレスを入力してください。このアドレスは、組織内の別の方が使っています。
problems-not-a-user-name = 半角の英小文字、数字、ピリオド、ハイフン、アンダースコアだけを使い、kim.abe のように英数字で始めて英数字で終えてください。
problems-not-a-phone = 電話番号を省略せずに入力してください。国内でかけるときの番号、または + と国番号で始まる番号です。内線番号は付けないでください。
problems-not-a-web-site = https://www.fabrikam.example のような Web サイトのアドレスを入力してください。
problems-not-a-postal-code = { $example } のように、郵便番号を省略せずに入力してください。
problems-not-a-region = 一覧から選択してください。
problems-not-a-country = 国または地域を一覧から選択してください。
problems-not-one-of = 選択肢の中から選んでください。

# 住所の各項目の名前（国によって異なる）

problems-address-line1 = 住所 1
problems-address-line2 = 住所 2
problems-address-street = 通りと番地
problems-address-block = 町名・番地
problems-address-building = 建物名・部屋番号
problems-address-city = 市
problems-address-municipality = 市区町村
problems-address-town = 町
problems-address-suburb = 市または地区
problems-address-region = 地域
problems-address-state = 州
problems-address-province = 州・省・県
problems-address-province-or-territory = 州または準州
problems-address-prefecture = 都道府県
problems-address-county = カウンティ
problems-address-postal-code = 郵便番号
problems-address-zip = 郵便番号（ZIP コード）
problems-address-postcode = 郵便番号
problems-address-eircode = 郵便番号（Eircode）
problems-address-cep = 郵便番号（CEP）
