/** ‮turned‬ ⁦text⁩, a  control, a line separator */
int bidi(int a); /**< bell  end */
/** Writes `*`/ and @{ and ${x} and {{mustache}} and %d and """ and \\u{41} \N. */
int marks(int b);
// a line comment with */ inside
int line(int c);
