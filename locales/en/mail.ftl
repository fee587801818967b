# $product (String) - the product's name
mail-why = You get this mail because your address belongs to a work account or an application in { $product }.
# $product (String) - the product's name
# $operator (String) - who runs the installation
mail-sent-by = Sent by { $product }, run by { $operator }.
mail-support = Questions? Write to
mail-copy = Or copy this address into your browser:
# $product (String) - name of the product
mail-sent = Sent by { $product }.
