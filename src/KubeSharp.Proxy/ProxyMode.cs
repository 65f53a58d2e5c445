namespace KubeSharp.Proxy;

/// <summary>Who makes services work (--proxy-mode).</summary>
public enum ProxyMode
{
    /// <summary>The first of those below that this machine can have.</summary>
    Automatic,
    Nftables,
    Iptables,

    /// <summary>The proxy itself, without a packet filter.</summary>
    Userspace,
}
