using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Events;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.Events;

public sealed class EventCorrelatorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly EventCorrelator _correlator;

    public EventCorrelatorTests() => _correlator = new EventCorrelator(_time);

    [Fact]
    public void EqualEventsAreCountedUnderTheFirstName()
    {
        var first = _correlator.Correlate(Make("pulled", "1"))!;
        var second = _correlator.Correlate(Make("pulled", "2"))!;

        Assert.Equal(1, first.Count);
        Assert.Equal(2, second.Count);
        Assert.Equal(first.Metadata.Name, second.Metadata.Name);
    }

    [Fact]
    public void SimilarEventsAreCombinedFromTheTenth()
    {
        Event? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = _correlator.Correlate(Make($"message {i}", $"{i}"));
        }

        Assert.Equal("(combined from similar events): message 11", last!.Message);
        Assert.Equal(3, last.Count);
    }

    [Fact]
    public void SimilarEventsFarApartAreNotCombined()
    {
        for (var i = 0; i < 9; i++)
        {
            _correlator.Correlate(Make($"message {i}", $"{i}"));
        }

        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("later", _correlator.Correlate(Make("later", "x"))!.Message);
    }

    [Fact]
    public void ASourceMayTellTwentyFiveEventsAboutAnObject()
    {
        var sent = Enumerable.Range(0, 40).Count(i => _correlator.Correlate(Make("again", $"{i}")) is not null);
        Assert.Equal(25, sent);

        _time.Advance(TimeSpan.FromSeconds(301));
        Assert.NotNull(_correlator.Correlate(Make("again", "y")));
    }

    private static Event Make(string message, string name) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        InvolvedObject = new ObjectReference { Kind = "Pod", Name = "web", Namespace = "default", ResourceVersion = name },
        Source = new EventSource { Component = "test" },
        Type = "Normal",
        Reason = "Testing",
        Message = message,
        Count = 1,
    };
}
