namespace KubeSharp.Proxy.Userspace;

/// <summary>How much the forwarders of a process may hold at once.</summary>
internal sealed record ForwarderLimits
{
    /// <summary>TCP connections; further ones wait in the kernel's queue.</summary>
    public int Connections { get; init; } = 16_384;

    /// <summary>UDP conversations; the first packets of further ones are dropped.</summary>
    public int Conversations { get; init; } = 16_384;

    /// <summary>Time without a packet after which a UDP conversation ends; as conntrack's for one that was answered.</summary>
    public TimeSpan ConversationIdle { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Time that the first endpoint has to accept a connection; the next one gets twice as much.</summary>
    public TimeSpan FirstConnect { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Endpoints that are tried for one connection.</summary>
    public int Tries { get; init; } = 4;
}
