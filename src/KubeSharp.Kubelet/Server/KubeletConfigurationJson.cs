using System.Buffers;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.Kubelet.Server;

/// <summary>The options as /configz shows them: upstream's KubeletConfiguration v1beta1, as far as it has a counterpart here.</summary>
internal static class KubeletConfigurationJson
{
    public static ReadOnlyMemory<byte> Write(KubeletOptions options)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "KubeletConfiguration");
            writer.WriteString("apiVersion", "kubelet.config.k8s.io/v1beta1");
            WriteServer(writer, options.Server with { Port = options.Port });
            writer.WriteString("staticPodPath", options.StaticPodPath);
            writer.WriteString("syncFrequency", Duration(options.SyncFrequency));
            writer.WriteString("fileCheckFrequency", Duration(options.FileCheckFrequency));
            writer.WriteString("httpCheckFrequency", Duration(options.HTTPCheckFrequency));
            writer.WriteString("nodeStatusUpdateFrequency", Duration(options.NodeStatusUpdateFrequency));
            writer.WriteString("nodeStatusReportFrequency", Duration(options.NodeStatusReportFrequency));
            writer.WriteNumber("nodeLeaseDurationSeconds", options.NodeLeaseDurationSeconds);
            writer.WriteNumber("imageGCHighThresholdPercent", options.ImageGCHighThresholdPercent);
            writer.WriteNumber("imageGCLowThresholdPercent", options.ImageGCLowThresholdPercent);
            writer.WriteString("imageMinimumGCAge", Duration(options.ImageMinimumGCAge));
            writer.WriteString("cgroupRoot", options.CgroupRoot);
            writer.WriteBoolean("cgroupsPerQOS", options.CgroupsPerQOS);
            writer.WriteString("cgroupDriver", options.CgroupDriver);
            writer.WriteString("runtimeRequestTimeout", Duration(options.RuntimeRequestTimeout));
            writer.WriteNumber("maxPods", options.MaxPods);
            writer.WriteNumber("podPidsLimit", options.PodPidsLimit);
            writer.WriteString("resolvConf", options.ResolvConf);
            writer.WriteBoolean("cpuCFSQuota", options.CPUCFSQuota);
            writer.WriteBoolean("serializeImagePulls", options.SerializeImagePulls);
            writer.WriteString("clusterDomain", options.ClusterDomain);
            WriteList(writer, "clusterDNS", options.ClusterDNS);
            WriteMap(writer, "evictionHard", options.EvictionHard);
            writer.WriteString("evictionPressureTransitionPeriod", Duration(options.EvictionPressureTransitionPeriod));
            WriteList(writer, "allowedUnsafeSysctls", options.AllowedUnsafeSysctls);
            WriteMap(writer, "systemReserved", options.SystemReserved.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToString())));
            WriteMap(writer, "kubeReserved", options.KubeReserved.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToString())));
            writer.WriteString("containerRuntimeEndpoint", options.ContainerRuntimeEndpoint);
            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void WriteServer(Utf8JsonWriter writer, KubeletServerOptions server)
    {
        writer.WriteString("address", server.Address);
        writer.WriteNumber("port", server.Port);
        writer.WriteNumber("healthzPort", server.HealthzPort);
        writer.WriteString("healthzBindAddress", server.HealthzBindAddress);
        writer.WriteBoolean("enableDebuggingHandlers", server.EnableDebuggingHandlers);
        writer.WriteNumber("containerLogMaxFiles", server.ContainerLogMaxFiles);
        writer.WriteString("containerLogMaxSize", Quantity.FromMilli(server.ContainerLogMaxSize * 1000, QuantityFormat.BinarySI).ToString());
        writer.WriteString("streamingConnectionIdleTimeout", Duration(server.StreamingConnectionIdleTimeout));
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static string Duration(TimeSpan duration) => ((Duration)duration).ToString();
}
