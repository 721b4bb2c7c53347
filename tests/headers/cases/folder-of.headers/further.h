typedef int of_folder;
