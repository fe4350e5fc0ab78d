-- When the shopper was told that the goods are ready, or arrive.
-- depends: 20261120_08_fulfilment

ALTER TABLE fulfilment.fulfilments ADD COLUMN promised_by timestamptz;
