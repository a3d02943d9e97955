module gomig
