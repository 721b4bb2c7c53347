from ffigen import main

main()
