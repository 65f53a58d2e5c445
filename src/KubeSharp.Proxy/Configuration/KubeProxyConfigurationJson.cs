using System.Buffers;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.Proxy.Configuration;

/// <summary>The options as /configz shows them: upstream's KubeProxyConfiguration, as far as it has a counterpart here.</summary>
internal static class KubeProxyConfigurationJson
{
    public static ReadOnlyMemory<byte> Write(ProxyOptions options, ProxyMode mode)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("kubeproxy.config.k8s.io");
            writer.WriteString("hostnameOverride", options.NodeName);
            writer.WriteString("healthzBindAddress", options.HealthzBindAddress);
            writer.WriteString("metricsBindAddress", options.MetricsBindAddress);
            writer.WriteString("mode", Name(mode));
            foreach (var filter in (ReadOnlySpan<string>)["iptables", "nftables"])
            {
                writer.WriteStartObject(filter);
                writer.WriteNumber("masqueradeBit", options.MasqueradeBit);
                writer.WriteBoolean("masqueradeAll", options.MasqueradeAll);
                if (filter == "iptables")
                {
                    writer.WriteBoolean("localhostNodePorts", options.LocalhostNodePorts);
                }

                Span(writer, "syncPeriod", options.SyncPeriod);
                Span(writer, "minSyncPeriod", options.MinSyncPeriod);
                writer.WriteEndObject();
            }

            writer.WriteString("detectLocalMode", options.DetectLocalMode.ToString());
            writer.WriteStartObject("detectLocal");
            writer.WriteString("bridgeInterface", options.BridgeInterface);
            writer.WriteString("interfaceNamePrefix", options.InterfaceNamePrefix);
            writer.WriteEndObject();
            writer.WriteString("clusterCIDR", string.Join(',', options.ClusterCidrs));
            writer.WriteStartArray("nodePortAddresses");
            foreach (var address in options.NodePortAddresses)
            {
                writer.WriteStringValue(address);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("conntrack");
            writer.WriteNumber("maxPerCore", options.Conntrack.MaxPerCore);
            writer.WriteNumber("min", options.Conntrack.Min);
            Span(writer, "tcpEstablishedTimeout", options.Conntrack.TcpEstablishedTimeout);
            Span(writer, "tcpCloseWaitTimeout", options.Conntrack.TcpCloseWaitTimeout);
            writer.WriteBoolean("tcpBeLiberal", options.Conntrack.TcpBeLiberal);
            Span(writer, "udpTimeout", options.Conntrack.UdpTimeout);
            Span(writer, "udpStreamTimeout", options.Conntrack.UdpStreamTimeout);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>The mode as flags and /proxyMode spell it.</summary>
    public static string Name(ProxyMode mode) => mode == ProxyMode.Automatic ? "" : mode.ToString().ToLowerInvariant();

    private static void Span(Utf8JsonWriter writer, string name, TimeSpan span) => writer.WriteString(name, ((Duration)span).ToString());
}
