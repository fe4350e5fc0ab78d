"""The numbers on the retailer's own labels."""

from atrium.contexts.catalog import check_digit
from atrium.demo import retailer
from atrium.demo.seeding.in_store_barcodes import in_store_barcode


class TestInStoreBarcode:
    def test_is_the_same_in_every_house(self) -> None:
        assert in_store_barcode("LGT-0023") == "2000761100238"

    def test_gives_every_product_its_own_number_of_a_stores_range(self) -> None:
        numbers = [in_store_barcode(product.sku) for product in retailer.load_products()]
        assert len(set(numbers)) == len(numbers) == 2465
        assert all(len(number) == 13 and number.startswith("200") for number in numbers)
        assert all(check_digit(number[:-1]) == number[-1] for number in numbers)
