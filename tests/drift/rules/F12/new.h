struct matrix {
    float cells[2][4];
};
