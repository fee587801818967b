# 登記上の住所とプライマリ連絡先の変更。

contacts-address-edit = 住所を変更する
contacts-address-saved = 登記上の住所を保存しました。
contacts-primary-edit = プライマリ連絡先を変更する
contacts-primary-add = プライマリ連絡先を登録する
contacts-primary-lead = プログラムからの連絡先です。変更すると、以前の連絡先にメールで通知されます。
contacts-saved = プライマリ連絡先を保存しました。以前の連絡先にはメールで通知されます。
contacts-since = 参加日:
contacts-mail-subject = { $product }: プライマリ連絡先が変更されました
contacts-mail-heading = プライマリ連絡先が変更されました
contacts-mail-body = { $by } さんが { $organization } のプライマリ連絡先を変更しました。これまでの連絡先として登録されていた方にお知らせしています。
contacts-mail-now = 現在のプライマリ連絡先
contacts-mail-next = 上記がご本人の名前の場合は、登録内容のみが変更されています。それ以外の場合、この組織に関するプログラムからの連絡は届かなくなります。
contacts-mail-unexpected = 内容に誤りがある場合は、組織のグローバル管理者またはプログラムの運営者にご連絡ください。
