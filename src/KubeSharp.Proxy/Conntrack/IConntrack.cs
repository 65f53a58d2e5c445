using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>The kernel's table of connections.</summary>
internal interface IConntrack
{
    /// <exception cref="IOException">The kernel does not tell.</exception>
    IReadOnlyList<UdpFlow> List(IPFamily family);

    /// <summary>Makes the kernel forget it, so that the next packet is translated anew. One that is gone already is no error.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    void Delete(IPFamily family, UdpFlow flow);
}
