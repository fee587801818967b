DROP TABLE web_mail_domains;
