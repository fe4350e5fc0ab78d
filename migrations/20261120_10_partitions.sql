-- The partitions of this month and the next ones.
-- depends: 20261120_01_kit 20261120_06_inventory

SELECT kit.keep_partitions();
