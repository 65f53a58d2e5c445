using KubeSharp.ApiServer.ServiceNetwork;

namespace KubeSharp.ApiServer.Tests.ServiceNetwork;

/// <summary>The ports of other servers. What this one takes is not kept.</summary>
internal sealed class FakeNodePortRecord : INodePortRecord
{
    public HashSet<int> Taken { get; } = [];

    public bool IsTaken(int port) => Taken.Contains(port);

    public ValueTask<IReadOnlyList<int>> TakeAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<int>>([.. ports.Where(Taken.Contains)]);

    public ValueTask ReleaseAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ChangeAsync(Func<PortBitmap, PortBitmap> change, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
