mail-why = このメールは、{ $product } の職場アカウントまたは登録申請にお客様のアドレスが登録されているためお送りしています。
mail-sent-by = 送信元: { $product }（運営者: { $operator }）
mail-support = お問い合わせ先:
mail-copy = ボタンを使用できない場合は、次のアドレスをブラウザーに入力してください。
mail-sent = このメールは { $product } からお送りしています。
