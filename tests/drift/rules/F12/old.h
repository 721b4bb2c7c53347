struct matrix {
    float cells[4][2];
};
