namespace KubeSharp.Proxy.Model;

public enum IPFamily
{
    IPv4,
    IPv6,
}
