"""The site in a browser on this machine: a small server, a site that follows its inputs, and the review of what was found."""
