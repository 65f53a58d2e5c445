using KubeSharp.Addons.ClusterDns;

namespace KubeSharp.Addons.Tests.ClusterDns;

internal sealed class FakeUpstream : IDnsUpstream
{
    /// <summary>The answer to a query; null for none.</summary>
    public Func<ReadOnlyMemory<byte>, byte[]?> Answer { get; set; } = _ => null;

    public List<(byte[] Query, bool Tcp)> Asked { get; } = [];

    public Task<byte[]?> AskAsync(ReadOnlyMemory<byte> query, bool tcp, CancellationToken cancellationToken)
    {
        Asked.Add((query.ToArray(), tcp));
        return Task.FromResult(Answer(query));
    }
}
