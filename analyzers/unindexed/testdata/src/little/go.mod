module little
