namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>--service-node-port-range.</summary>
internal readonly record struct NodePortRange(int First, int Count)
{
    public static NodePortRange Default { get; } = new(30000, 2768);

    public int Last => First + Count - 1;

    /// <summary>Ports below this index are left to those who ask for one (KEP-3668): min(max(16, size / 32), 128).</summary>
    public int BandOffset => Count < 16 ? 0 : Math.Min(Math.Max(16, Count / 32), 128);

    public bool Contains(int port) => port >= First && port <= Last;

    public override string ToString() => $"{First}-{Last}";
}
