//! rule: 4. Which types may go to another thread, and which may be shared with one: all of them, by name. The
//! suite asks that no type of the crate is missing here.
#![forbid(unsafe_code)]
use attack::{Outcome, attacks};
use shapes::*;

/// Whether a type may be sent, and whether it may be shared.
macro_rules! crosses {
    ($type:ty) => {
        (crosses!($type: Send), crosses!($type: Sync))
    };
    ($type:ty: $trait:ident) => {{
        struct Of<T: ?Sized>(std::marker::PhantomData<T>);
        trait Otherwise {
            const IT_DOES: bool = false;
        }
        impl<T: ?Sized> Otherwise for Of<T> {}
        #[allow(dead_code)]
        impl<T: ?Sized + $trait> Of<T> {
            const IT_DOES: bool = true;
        }
        Of::<$type>::IT_DOES
    }};
}

macro_rules! expect {
    ($expected:expr, $($type:ty),* $(,)?) => {
        $(assert_eq!(crosses!($type), $expected, "{}", stringify!($type));)*
    };
}

const NEITHER: (bool, bool) = (false, false);
const SENT: (bool, bool) = (true, false);
const SHARED: (bool, bool) = (true, true);
type Closure = fn(&str, i64);

/// expected: ok
fn objects() -> Outcome {
    expect!(
        SHARED, Hub, Probe, Tap, Ticket, Image, Bus, Stage, Forum, Fair, Guest, Gong, Badge, Beacon, Porter, Tag,
        ConstTag
    );
    expect!(
        SENT,
        Store,
        Snapshot,
        Lane,
        Doc,
        Ring,
        Drawer,
        ConstDrawer,
        Player,
        Office,
        Plate,
        Organ,
        Loom,
        Chest,
        Cart,
        Press,
        Meter,
        Atlas,
        Town,
        Hamlet,
        Manor
    );
    // It may have a brush.
    expect!(NEITHER, Easel);
    // For one thread, or made of what one thread at a time may use, or sharing it.
    expect!(
        NEITHER, Desk, Sheet, Cell, Bell, Pen, Brush, Booth, Stall, Pot, Board
    );
    expect!(
        NEITHER,
        Cursor<'static>,
        Mark<'static>,
        Link<'static>,
        Lens<'static>
    );
    expect!(NEITHER, Page<'static>, ConstPage<'static>, Line<'static>);
    expect!(
        NEITHER,
        Canvas,
        Window<'static>,
        Layer<'static>,
        ConstLayer<'static>
    );
    expect!(NEITHER, Knob<'static>, Pipe<'static>, Shaft<'static>, Book<'static>, Street<'static>, ConstStreet<'static>);
    expect!(NEITHER, Wing<'static>, Porch<'static>, Lodger<'static>, ConstLodger<'static>, Alley<'static>);
    Ok(())
}

/// expected: ok
fn what_shows_and_what_holds() -> Outcome {
    expect!(SHARED, Borrowed<'static, Hub>, Borrowed<'static, Image>);
    expect!(
        NEITHER,
        Borrowed<'static, Store>,
        Borrowed<'static, Desk>,
        Borrowed<'static, Brush>
    );
    expect!(SHARED, OwnedSlice<u8>, OwnedSlice<u8, Bytes>, Flexible<Message>);
    expect!(
        NEITHER,
        OwnedSlice<*const u8>,
        RingClaim<'static>,
        RingPeek<'static>,
        PressTake<'static>,
        PressFind<'static>
    );
    expect!(
        SHARED,
        BusOnRegistration,
        BusRefuseRegistration,
        BusListenRegistration,
        BusAddRegistration
    );
    expect!(
        SHARED,
        StageJoinRegistration,
        StageEnrollRegistration,
        ChoirJoinRegistration,
        StageAuditionRegistration,
        ForumInviteRegistration,
        TellRegistration,
        WatchRegistration,
        GongOnRegistration,
        GongOnEchoRegistration,
        BadgeOnShowRegistration,
        UmpireOnRegistration,
        UmpireElectRegistration,
        PorterOnBringRegistration
    );
    expect!(
        NEITHER,
        BellOnRingRegistration,
        DocOnTouchRegistration<'static>,
        DrawerOnTouchRegistration<'static>,
        PipeOnTurnRegistration<'static>,
        ChestOnTurnRegistration<'static>
    );
    Ok(())
}

/// expected: ok
fn values() -> Outcome {
    expect!(SHARED, Error, Fault, Grade, Kind, Shade, Side, School, Options, Why);
    expect!(SHARED, ActorFunctions<Closure, Closure, Closure>, DeviceFunctions<Closure, Closure>);
    expect!(SHARED, ParserFunctions<Closure, Closure>, OratorFunctions<Closure, Closure, Closure>);
    expect!(NEITHER, Span, Node);
    Ok(())
}

attacks!(objects, what_shows_and_what_holds, values);
