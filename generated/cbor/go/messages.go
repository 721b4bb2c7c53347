package rtaudiocbor

type rtFfiABIVersionRequest struct{}

func (v *rtFfiABIVersionRequest) put(e *encoder) {
	e.raw("\xa0")
}

type rtFfiStateOpenRequest struct {
	Name string
}

func (v *rtFfiStateOpenRequest) put(e *encoder) {
	e.raw("\xa1dname")
	e.text(v.Name, 1<<31-1)
}

type rtFfiStateCloseRequest struct {
	State uint64
}

func (v *rtFfiStateCloseRequest) put(e *encoder) {
	e.raw("\xa1estate")
	if v.State == 0 {
		e.null()
	} else {
		e.head(0, v.State)
	}
}

type rtFfiStateGetFormatRequest struct {
	State uint64
}

func (v *rtFfiStateGetFormatRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateGetActiveRequest struct {
	State uint64
}

func (v *rtFfiStateGetActiveRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateSetActiveRequest struct {
	State  uint64
	Active bool
}

func (v *rtFfiStateSetActiveRequest) put(e *encoder) {
	e.raw("\xa2estate")
	e.head(0, v.State)
	e.raw("factive")
	e.boolean(v.Active)
}

type rtFfiStateWaitActiveRequest struct {
	State     uint64
	Active    bool
	TimeoutMs int32
}

func (v *rtFfiStateWaitActiveRequest) put(e *encoder) {
	e.raw("\xa3estate")
	e.head(0, v.State)
	e.raw("factive")
	e.boolean(v.Active)
	e.raw("jtimeout_ms")
	e.signed(int64(v.TimeoutMs), -2147483648, 2147483647)
}

type rtFfiStateCheckRequest struct {
	State uint64
}

func (v *rtFfiStateCheckRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateGetGainRequest struct {
	State uint64
}

func (v *rtFfiStateGetGainRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateSetGainRequest struct {
	Gain  float32
	State uint64
}

func (v *rtFfiStateSetGainRequest) put(e *encoder) {
	e.raw("\xa2dgain")
	e.single(v.Gain)
	e.raw("estate")
	e.head(0, v.State)
}

type rtFfiStateGetPanRequest struct {
	State uint64
}

func (v *rtFfiStateGetPanRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateSetPanRequest struct {
	Pan   float32
	State uint64
}

func (v *rtFfiStateSetPanRequest) put(e *encoder) {
	e.raw("\xa2cpan")
	e.single(v.Pan)
	e.raw("estate")
	e.head(0, v.State)
}

type rtFfiStateGetCountersRequest struct {
	State uint64
}

func (v *rtFfiStateGetCountersRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiStateHeartbeatAgeRequest struct {
	State uint64
}

func (v *rtFfiStateHeartbeatAgeRequest) put(e *encoder) {
	e.raw("\xa1estate")
	e.head(0, v.State)
}

type rtFfiRingOpenRequest struct {
	Name string
}

func (v *rtFfiRingOpenRequest) put(e *encoder) {
	e.raw("\xa1dname")
	e.text(v.Name, 1<<31-1)
}

type rtFfiRingCloseRequest struct {
	Ring uint64
}

func (v *rtFfiRingCloseRequest) put(e *encoder) {
	e.raw("\xa1dring")
	if v.Ring == 0 {
		e.null()
	} else {
		e.head(0, v.Ring)
	}
}

type rtFfiRingSlotsRequest struct {
	Ring uint64
}

func (v *rtFfiRingSlotsRequest) put(e *encoder) {
	e.raw("\xa1dring")
	e.head(0, v.Ring)
}

type rtFfiRingGetModeRequest struct {
	Ring uint64
}

func (v *rtFfiRingGetModeRequest) put(e *encoder) {
	e.raw("\xa1dring")
	e.head(0, v.Ring)
}

type rtFfiRingAvailableRequest struct {
	Ring uint64
}

func (v *rtFfiRingAvailableRequest) put(e *encoder) {
	e.raw("\xa1dring")
	e.head(0, v.Ring)
}

type rtFfiRingGetCountersRequest struct {
	Ring uint64
}

func (v *rtFfiRingGetCountersRequest) put(e *encoder) {
	e.raw("\xa1dring")
	e.head(0, v.Ring)
}

type rtFfiRegistryOpenRequest struct {
	Name string
}

func (v *rtFfiRegistryOpenRequest) put(e *encoder) {
	e.raw("\xa1dname")
	e.text(v.Name, 1<<31-1)
}

type rtFfiRegistryCloseRequest struct {
	Registry uint64
}

func (v *rtFfiRegistryCloseRequest) put(e *encoder) {
	e.raw("\xa1hregistry")
	if v.Registry == 0 {
		e.null()
	} else {
		e.head(0, v.Registry)
	}
}

type rtFfiRegistryFindRequest struct {
	Name     string
	Registry uint64
}

func (v *rtFfiRegistryFindRequest) put(e *encoder) {
	e.raw("\xa2dname")
	e.text(v.Name, 1<<31-1)
	e.raw("hregistry")
	e.head(0, v.Registry)
}

type rtFfiRegistryListRequest struct {
	Prefix   string
	Capacity uint64
	Registry uint64
}

func (v *rtFfiRegistryListRequest) put(e *encoder) {
	e.raw("\xa3fprefix")
	e.text(v.Prefix, 1<<31-1)
	e.raw("hcapacity")
	e.unsigned(v.Capacity, 0, 18446744073709551615)
	e.raw("hregistry")
	e.head(0, v.Registry)
}

type rtFfiRegistryWatchRequest struct {
	Seen      uint64
	Registry  uint64
	TimeoutMs int32
}

func (v *rtFfiRegistryWatchRequest) put(e *encoder) {
	e.raw("\xa3dseen")
	e.unsigned(v.Seen, 0, 18446744073709551615)
	e.raw("hregistry")
	e.head(0, v.Registry)
	e.raw("jtimeout_ms")
	e.signed(int64(v.TimeoutMs), -2147483648, 2147483647)
}

type rtFfiRtNowNsRequest struct{}

func (v *rtFfiRtNowNsRequest) put(e *encoder) {
	e.raw("\xa0")
}

type rtFfiABIVersionReply struct {
	Result uint32
}

var rtFfiABIVersionReplyKeys = []key{
	{name: "result"},
}

func (v *rtFfiABIVersionReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Result = uint32(d.unsigned(0, 4294967295))
	}
}

func (v *rtFfiABIVersionReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "fresult") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiABIVersionReplyKeys); ok; field, ok = d.next(&m, rtFfiABIVersionReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiABIVersionReplyKeys)
}

type rtFfiStateOpenReply struct {
	State uint64
}

var rtFfiStateOpenReplyKeys = []key{
	{name: "state"},
}

func (v *rtFfiStateOpenReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.State = d.unsigned(0, 1<<64-1)
	}
}

func (v *rtFfiStateOpenReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "estate") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateOpenReplyKeys); ok; field, ok = d.next(&m, rtFfiStateOpenReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateOpenReplyKeys)
}

type rtFfiStateCloseReply struct{}

var rtFfiStateCloseReplyKeys = []key{}

func (v *rtFfiStateCloseReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateCloseReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateCloseReplyKeys); ok; field, ok = d.next(&m, rtFfiStateCloseReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateCloseReplyKeys)
}

type rtFfiStateGetFormatReply struct {
	Format StreamFormat
}

var rtFfiStateGetFormatReplyKeys = []key{
	{name: "format"},
}

func (v *rtFfiStateGetFormatReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Format.get(d)
	}
}

func (v *rtFfiStateGetFormatReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "fformat") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateGetFormatReplyKeys); ok; field, ok = d.next(&m, rtFfiStateGetFormatReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateGetFormatReplyKeys)
}

type rtFfiStateGetActiveReply struct {
	Active bool
}

var rtFfiStateGetActiveReplyKeys = []key{
	{name: "active"},
}

func (v *rtFfiStateGetActiveReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Active = d.boolean()
	}
}

func (v *rtFfiStateGetActiveReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "factive") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateGetActiveReplyKeys); ok; field, ok = d.next(&m, rtFfiStateGetActiveReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateGetActiveReplyKeys)
}

type rtFfiStateSetActiveReply struct{}

var rtFfiStateSetActiveReplyKeys = []key{}

func (v *rtFfiStateSetActiveReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateSetActiveReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateSetActiveReplyKeys); ok; field, ok = d.next(&m, rtFfiStateSetActiveReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateSetActiveReplyKeys)
}

type rtFfiStateWaitActiveReply struct{}

var rtFfiStateWaitActiveReplyKeys = []key{}

func (v *rtFfiStateWaitActiveReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateWaitActiveReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateWaitActiveReplyKeys); ok; field, ok = d.next(&m, rtFfiStateWaitActiveReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateWaitActiveReplyKeys)
}

type rtFfiStateCheckReply struct{}

var rtFfiStateCheckReplyKeys = []key{}

func (v *rtFfiStateCheckReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateCheckReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateCheckReplyKeys); ok; field, ok = d.next(&m, rtFfiStateCheckReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateCheckReplyKeys)
}

type rtFfiStateGetGainReply struct {
	Gain float32
}

var rtFfiStateGetGainReplyKeys = []key{
	{name: "gain"},
}

func (v *rtFfiStateGetGainReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Gain = d.single()
	}
}

func (v *rtFfiStateGetGainReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "dgain") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateGetGainReplyKeys); ok; field, ok = d.next(&m, rtFfiStateGetGainReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateGetGainReplyKeys)
}

type rtFfiStateSetGainReply struct{}

var rtFfiStateSetGainReplyKeys = []key{}

func (v *rtFfiStateSetGainReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateSetGainReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateSetGainReplyKeys); ok; field, ok = d.next(&m, rtFfiStateSetGainReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateSetGainReplyKeys)
}

type rtFfiStateGetPanReply struct {
	Pan float32
}

var rtFfiStateGetPanReplyKeys = []key{
	{name: "pan"},
}

func (v *rtFfiStateGetPanReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Pan = d.single()
	}
}

func (v *rtFfiStateGetPanReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "cpan") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateGetPanReplyKeys); ok; field, ok = d.next(&m, rtFfiStateGetPanReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateGetPanReplyKeys)
}

type rtFfiStateSetPanReply struct{}

var rtFfiStateSetPanReplyKeys = []key{}

func (v *rtFfiStateSetPanReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiStateSetPanReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiStateSetPanReplyKeys); ok; field, ok = d.next(&m, rtFfiStateSetPanReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateSetPanReplyKeys)
}

type rtFfiStateGetCountersReply struct {
	Counters StreamCounters
}

var rtFfiStateGetCountersReplyKeys = []key{
	{name: "counters"},
}

func (v *rtFfiStateGetCountersReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Counters.get(d)
	}
}

func (v *rtFfiStateGetCountersReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "hcounters") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateGetCountersReplyKeys); ok; field, ok = d.next(&m, rtFfiStateGetCountersReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateGetCountersReplyKeys)
}

type rtFfiStateHeartbeatAgeReply struct {
	AgeNs uint64
}

var rtFfiStateHeartbeatAgeReplyKeys = []key{
	{name: "age_ns"},
}

func (v *rtFfiStateHeartbeatAgeReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.AgeNs = d.unsigned(0, 18446744073709551615)
	}
}

func (v *rtFfiStateHeartbeatAgeReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "fage_ns") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiStateHeartbeatAgeReplyKeys); ok; field, ok = d.next(&m, rtFfiStateHeartbeatAgeReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiStateHeartbeatAgeReplyKeys)
}

type rtFfiRingOpenReply struct {
	Ring uint64
}

var rtFfiRingOpenReplyKeys = []key{
	{name: "ring"},
}

func (v *rtFfiRingOpenReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Ring = d.unsigned(0, 1<<64-1)
	}
}

func (v *rtFfiRingOpenReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "dring") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRingOpenReplyKeys); ok; field, ok = d.next(&m, rtFfiRingOpenReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingOpenReplyKeys)
}

type rtFfiRingCloseReply struct{}

var rtFfiRingCloseReplyKeys = []key{}

func (v *rtFfiRingCloseReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiRingCloseReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiRingCloseReplyKeys); ok; field, ok = d.next(&m, rtFfiRingCloseReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingCloseReplyKeys)
}

type rtFfiRingSlotsReply struct {
	Slots uint32
}

var rtFfiRingSlotsReplyKeys = []key{
	{name: "slots"},
}

func (v *rtFfiRingSlotsReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Slots = uint32(d.unsigned(0, 4294967295))
	}
}

func (v *rtFfiRingSlotsReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "eslots") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRingSlotsReplyKeys); ok; field, ok = d.next(&m, rtFfiRingSlotsReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingSlotsReplyKeys)
}

type rtFfiRingGetModeReply struct {
	Mode RingMode
}

var rtFfiRingGetModeReplyKeys = []key{
	{name: "mode"},
}

func (v *rtFfiRingGetModeReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Mode = RingMode(d.unsigned(0, 2147483647))
	}
}

func (v *rtFfiRingGetModeReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "dmode") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRingGetModeReplyKeys); ok; field, ok = d.next(&m, rtFfiRingGetModeReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingGetModeReplyKeys)
}

type rtFfiRingAvailableReply struct {
	Blocks uint64
}

var rtFfiRingAvailableReplyKeys = []key{
	{name: "blocks"},
}

func (v *rtFfiRingAvailableReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Blocks = d.unsigned(0, 18446744073709551615)
	}
}

func (v *rtFfiRingAvailableReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "fblocks") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRingAvailableReplyKeys); ok; field, ok = d.next(&m, rtFfiRingAvailableReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingAvailableReplyKeys)
}

type rtFfiRingGetCountersReply struct {
	Counters RingCounters
}

var rtFfiRingGetCountersReplyKeys = []key{
	{name: "counters"},
}

func (v *rtFfiRingGetCountersReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Counters.get(d)
	}
}

func (v *rtFfiRingGetCountersReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "hcounters") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRingGetCountersReplyKeys); ok; field, ok = d.next(&m, rtFfiRingGetCountersReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRingGetCountersReplyKeys)
}

type rtFfiRegistryOpenReply struct {
	Registry uint64
}

var rtFfiRegistryOpenReplyKeys = []key{
	{name: "registry"},
}

func (v *rtFfiRegistryOpenReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Registry = d.unsigned(0, 1<<64-1)
	}
}

func (v *rtFfiRegistryOpenReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "hregistry") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRegistryOpenReplyKeys); ok; field, ok = d.next(&m, rtFfiRegistryOpenReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRegistryOpenReplyKeys)
}

type rtFfiRegistryCloseReply struct{}

var rtFfiRegistryCloseReplyKeys = []key{}

func (v *rtFfiRegistryCloseReply) getField(d *decoder, field int) {
	switch field {
	}
}

func (v *rtFfiRegistryCloseReply) get(d *decoder) {
	m := d.openMap([]uint64{})
	for field, ok := d.next(&m, rtFfiRegistryCloseReplyKeys); ok; field, ok = d.next(&m, rtFfiRegistryCloseReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRegistryCloseReplyKeys)
}

type rtFfiRegistryFindReply struct {
	Service ServiceInfo
}

var rtFfiRegistryFindReplyKeys = []key{
	{name: "service"},
}

func (v *rtFfiRegistryFindReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Service.get(d)
	}
}

func (v *rtFfiRegistryFindReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "gservice") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRegistryFindReplyKeys); ok; field, ok = d.next(&m, rtFfiRegistryFindReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRegistryFindReplyKeys)
}

type rtFfiRegistryListReply struct {
	Services []ServiceInfo
}

var rtFfiRegistryListReplyKeys = []key{
	{name: "services"},
}

func (v *rtFfiRegistryListReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		list := d.openAny()
		for d.more(&list) && roomBehind(d, v.Services) {
			var item ServiceInfo
			item.get(d)
			v.Services = append(v.Services, item)
		}
	}
}

func (v *rtFfiRegistryListReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "hservices") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRegistryListReplyKeys); ok; field, ok = d.next(&m, rtFfiRegistryListReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRegistryListReplyKeys)
}

type rtFfiRegistryWatchReply struct {
	Generation uint64
}

var rtFfiRegistryWatchReplyKeys = []key{
	{name: "generation"},
}

func (v *rtFfiRegistryWatchReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Generation = d.unsigned(0, 18446744073709551615)
	}
}

func (v *rtFfiRegistryWatchReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "jgeneration") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRegistryWatchReplyKeys); ok; field, ok = d.next(&m, rtFfiRegistryWatchReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRegistryWatchReplyKeys)
}

type rtFfiRtNowNsReply struct {
	Result uint64
}

var rtFfiRtNowNsReplyKeys = []key{
	{name: "result"},
}

func (v *rtFfiRtNowNsReply) getField(d *decoder, field int) {
	switch field {
	case 0:
		v.Result = d.unsigned(0, 18446744073709551615)
	}
}

func (v *rtFfiRtNowNsReply) get(d *decoder) {
	m := d.openMap([]uint64{1})
	if d.atKey(&m, "fresult") {
		m.take(0)
		v.getField(d, 0)
	}
	for field, ok := d.next(&m, rtFfiRtNowNsReplyKeys); ok; field, ok = d.next(&m, rtFfiRtNowNsReplyKeys) {
		v.getField(d, field)
	}
	d.closeMap(&m, rtFfiRtNowNsReplyKeys)
}
