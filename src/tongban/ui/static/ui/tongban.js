/* Tongban: the one script. Every page works without it. */
