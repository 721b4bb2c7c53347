package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync/atomic"

	"example.com/rtaudio"
)

const (
	mostLead           = 16
	waitMs             = 100
	registryIntervalNs = rtaudio.NsecPerSec / 2
)

// service is one registration, from opening the stream to leaving it.
type service struct {
	name     string
	stream   *rtaudio.State
	control  *rtaudio.State
	ring     *rtaudio.Ring
	registry *rtaudio.Registry
	format   rtaudio.StreamFormat
	id       uint64

	lead           uint64 // blocks that may wait in the ring
	periodNs       uint64
	lastRegistryNs uint64
	level          level
	fresh          bool // activated, and not yet announced
	takingOver     bool // the next block is the first since activation
}

// failed says what could not be done; nil stays nil.
func failed(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

func runService(options options, stop *atomic.Bool) error {
	// Scheduling is a thread's: this goroutine keeps to the one that asked for it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := &service{name: options.name, fresh: true}
	defer s.close()
	if err := s.open(options); err != nil {
		return err
	}
	if err := s.askForRealtime(); err != nil {
		return err
	}
	return s.run(stop)
}

func (s *service) open(options options) error {
	var err error
	if s.stream, err = rtaudio.OpenState(options.state); err != nil {
		return failed("open the state", err)
	}
	if s.ring, err = rtaudio.OpenRing(options.ring); err != nil {
		return failed("open the ring", err)
	}
	if s.registry, err = rtaudio.OpenRegistry(options.registry); err != nil {
		return failed("open the registry", err)
	}
	controlName := options.name + ".control"
	if s.control, err = rtaudio.CreateState(controlName); err != nil {
		return failed("create the control state", err)
	}
	if s.format, err = s.stream.Format(); err != nil {
		return failed("read the format", err)
	}
	slots, err := s.ring.Slots()
	if err != nil {
		return failed("read the ring's size", err)
	}
	s.lead = min(uint64(slots)/2, mostLead)
	s.periodNs = rtaudio.RtAudioPeriodNs(s.format.SampleRate, s.format.FramesPerBuffer)
	if err := s.control.TouchHeartbeat(); err != nil {
		return failed("touch the heartbeat", err)
	}
	flags := rtaudio.ServiceFlagsProducer
	if options.standby {
		flags |= rtaudio.ServiceFlagsStandby
	}
	if s.id, err = s.registry.Register(options.name, controlName, options.ring, flags, 0); err != nil {
		return failed("register", err)
	}
	if options.standby {
		return nil
	}
	return failed("activate itself", s.control.SetActive(true))
}

// close leaves in the reverse order of open; what was never opened is nil.
func (s *service) close() {
	if s.id != 0 {
		_ = s.registry.Unregister(s.id) // the host may have taken the entry out already
	}
	if s.control != nil {
		s.control.Close()
	}
	if s.registry != nil {
		s.registry.Close()
	}
	if s.ring != nil {
		s.ring.Close()
	}
	if s.stream != nil {
		s.stream.Close()
	}
}

func (s *service) askForRealtime() error {
	if os.Getenv("RT_AUDIO_REALTIME") == "0" {
		return nil
	}
	grant, err := rtaudio.RtSetPriority(s.periodNs, rtaudio.RtLevelFifo)
	if err != nil {
		return failed("ask for real time", err)
	}
	if grant.Level < rtaudio.RtLevelRoundRobin {
		fmt.Fprintf(os.Stderr, "%s: no real-time scheduling: %s\n", s.name, grant.Reason())
	}
	return nil
}

func (s *service) run(stop *atomic.Bool) error {
	for !stop.Load() {
		if err := s.keepAlive(); err != nil {
			return err
		}
		producing, err := s.control.Active()
		if err != nil {
			return failed("read the control state", err)
		}
		if producing {
			if err := s.produce(); err != nil {
				return err
			}
		} else {
			s.fresh = true
			if err := s.control.WaitActive(true, waitMs); err != nil && !errors.Is(err, rtaudio.ErrTimeout) {
				return failed("wait for activation", err)
			}
		}
		active, err := s.stream.Active()
		if err != nil {
			return failed("read the state", err)
		}
		if !active {
			return nil
		}
	}
	return nil
}

func (s *service) keepAlive() error {
	if err := s.control.TouchHeartbeat(); err != nil {
		return failed("touch the heartbeat", err)
	}
	now := rtaudio.RtNowNs()
	if now-s.lastRegistryNs < registryIntervalNs {
		return nil
	}
	s.lastRegistryNs = now
	if err := s.registry.Heartbeat(s.id); err != nil {
		return failed("heartbeat to the registry", err)
	}
	return failed("find the host", s.stream.Check())
}

// waitingBlocks is how many blocks the host has still to play.
func (s *service) waitingBlocks() (uint64, error) {
	ring, err := s.ring.Counters()
	if err != nil {
		return 0, failed("read the ring's counters", err)
	}
	stream, err := s.stream.Counters()
	if err != nil {
		return 0, failed("read the stream's counters", err)
	}
	gone := stream.BlocksConsumed + stream.Overruns
	return max(ring.Written, gone) - gone, nil
}

func (s *service) presentLevel() (level, error) {
	gain, err := s.stream.Gain()
	if err != nil {
		return level{}, failed("read the gain", err)
	}
	pan, err := s.stream.Pan()
	return level{gain, pan}, failed("read the pan", err)
}

func (s *service) start() error {
	var err error
	if s.level, err = s.presentLevel(); err != nil {
		return err
	}
	s.fresh = false
	s.takingOver = true
	return failed("register as producer", s.registry.SetFlags(s.id, rtaudio.ServiceFlagsProducer))
}

func (s *service) produce() error {
	if s.fresh {
		if err := s.start(); err != nil {
			return err
		}
	}
	waiting, err := s.waitingBlocks()
	if err != nil {
		return err
	}
	allowed := s.lead
	if s.takingOver {
		// The first block is written at once, beyond the lead if need be: before that nobody knows
		// that there is somebody.
		allowed++
	}
	if waiting >= allowed {
		return failed("sleep", rtaudio.RtSleepUntil(rtaudio.RtNowNs()+s.periodNs/2))
	}
	block, err := s.ring.Claim()
	if errors.Is(err, rtaudio.ErrBusy) { // the one before has not quite died yet
		return failed("sleep", rtaudio.RtSleepUntil(rtaudio.RtNowNs()+s.periodNs/8))
	}
	if err != nil {
		return failed("claim a block", err)
	}
	block.SampleRate = s.format.SampleRate
	block.Channels = s.format.Channels
	block.Frames = s.format.FramesPerBuffer
	block.TimestampNs = rtaudio.RtNowNs() + waiting*s.periodNs
	next, err := s.presentLevel()
	if err != nil {
		return errors.Join(err, block.Abandon())
	}
	renderSine(block.AudioBlock, s.level, next)
	s.level = next
	s.takingOver = false
	if err := block.Commit(); err != nil {
		return failed("commit a block", err)
	}
	return failed("count a block", s.stream.AddProduced(1))
}
