// rule: 8, 9. C gets no address that its type does not allow.
package attacks

import (
	"testing"

	"example.com/shapes"
)

// expected: ok
func TestPartsOfPackedRecordsAreCopies(t *testing.T) {
	begin(t)
	var crate shapes.Crate
	crate.SetSlab(shapes.Slab{Weight: 2})
	crate.SetRow([2]shapes.Slab{{Weight: 2}, {Weight: 3}})
	crate.SetPallet(shapes.Pallet{Slab: shapes.Slab{Weight: 2}})
	crate.SetLevels([3]float32{1, 2, 3})
	slab, row, pallet, levels := crate.Slab(), crate.Row(), crate.Pallet(), crate.Levels()
	expect(t, must(orAlone(shapes.SlabWeight(&slab))) == 2, "%v", slab.Weight)
	expect(t, must(orAlone(shapes.SlabWeight(&pallet.Slab))) == 2, "%v", pallet.Slab.Weight)
	expect(t, must(orAlone(shapes.SlabsWeight(row[:]))) == 5, "%v", row[1].Weight)
	expect(t, must(orAlone(shapes.LevelsSum(levels[:]))) == 6, "%v", levels)
	if err := shapes.SlabAdd(&slab, 1); err != nil {
		t.Fatal(err)
	}
	crate.SetSlab(slab)
	slab = crate.Slab()
	expect(t, slab.Weight == 3, "%v", slab.Weight)
}
