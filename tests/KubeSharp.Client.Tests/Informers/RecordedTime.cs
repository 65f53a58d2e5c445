using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.Informers;

/// <summary>Tells of every wait that is begun.</summary>
internal sealed class RecordedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public Action<TimeSpan>? TimerCreated { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        TimerCreated?.Invoke(dueTime);
        return timer;
    }
}
