using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeSharp.Cli.Commands;

/// <summary>
/// The answer of a component's /configz: the configuration object under the name that upstream's component has it under. The
/// components are configured by flags alone, so what is in it is what the flags say.
/// </summary>
internal static class Configz
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="component">kube-scheduler or kube-controller-manager.</param>
    /// <param name="flags">Its flags, without the leading dashes.</param>
    public static ReadOnlyMemory<byte> Of(string component, IReadOnlyDictionary<string, string> flags)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        if (component == "kube-scheduler")
        {
            writer.WriteStartObject("componentconfig");
            writer.WriteString("apiVersion", "kubescheduler.config.k8s.io/v1");
            writer.WriteString("kind", "KubeSchedulerConfiguration");
            WriteLeaderElection(writer, "leaderElection", component, flags);
            WriteConnection(writer, flags);
        }
        else
        {
            writer.WriteStartObject("kubecontrollermanager.config.k8s.io");
            writer.WriteStartObject("Generic");
            writer.WriteString("Address", flags["bind-address"]);
            WriteConnection(writer, flags);
            WriteLeaderElection(writer, "LeaderElection", component, flags);
            writer.WriteStartArray("Controllers");
            foreach (var controller in FlagValues.Split([flags["controllers"]]).DefaultIfEmpty("*"))
            {
                writer.WriteStringValue(controller);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteConnection(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> flags)
    {
        writer.WriteStartObject(writer.CurrentDepth == 2 ? "clientConnection" : "ClientConnection");
        writer.WriteString("kubeconfig", flags["kubeconfig"]);
        writer.WriteEndObject();
    }

    private static void WriteLeaderElection(Utf8JsonWriter writer, string name, string component, IReadOnlyDictionary<string, string> flags)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean("leaderElect", flags["leader-elect"] == "true");
        writer.WriteString("resourceName", component);
        writer.WriteString("resourceNamespace", "kube-system");
        writer.WriteEndObject();
    }
}
