"""The design that all surfaces share: tokens, components, icons, the layout, and the page that shows them."""
