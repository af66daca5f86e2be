"""The REST interface: `operations` lists what there is, `schemas` what goes in and out, `routes` speaks HTTP."""
