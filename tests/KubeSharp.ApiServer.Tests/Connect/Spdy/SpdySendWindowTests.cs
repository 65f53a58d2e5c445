using KubeSharp.ApiServer.Connect.Spdy;

namespace KubeSharp.ApiServer.Tests.Connect.Spdy;

public sealed class SpdySendWindowTests
{
    [Fact]
    public async Task PeerWithoutFlowControl_IsNeverWaitedFor()
    {
        var window = new SpdySendWindow(10);
        Assert.Equal(100, await window.ReserveAsync(100, CancellationToken.None));
        Assert.Equal(100, await window.ReserveAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task PeerWithFlowControl_IsWaitedFor()
    {
        var window = new SpdySendWindow(10);
        window.Adjust(5);
        Assert.Equal(15, await window.ReserveAsync(100, CancellationToken.None));
        var waiting = window.ReserveAsync(100, CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        window.Adjust(7);
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task Close_WakesTheWaitingWriter()
    {
        var window = new SpdySendWindow(0);
        window.Adjust(0);
        var waiting = window.ReserveAsync(1, CancellationToken.None).AsTask();
        window.Close();
        await Assert.ThrowsAsync<IOException>(() => waiting);
    }
}
