using System.Text;
using Prometheus;

namespace KubeSharp.ApiServer.Encryption;

/// <summary>Upstream's count of values that were sealed and opened.</summary>
internal static class TransformationMetrics
{
    private static readonly Counter Operations = Metrics.CreateCounter(
        "apiserver_storage_transformation_operations_total", "Values that were encrypted for the store or decrypted from it.",
        "transformation_type", "transformer_prefix", "status");

    /// <param name="prefix">What the values begin with; the name of the key in it is left out.</param>
    /// <param name="isOk">Whether it went well.</param>
    public static void Opened(byte[] prefix, bool isOk) => Count("from_storage", prefix, isOk);

    /// <param name="prefix">What the values begin with; the name of the key in it is left out.</param>
    /// <param name="isOk">Whether it went well.</param>
    public static void Sealed(byte[] prefix, bool isOk) => Count("to_storage", prefix, isOk);

    private static void Count(string type, byte[] prefix, bool isOk) =>
        Operations.WithLabels(type, ProviderOf(Encoding.UTF8.GetString(prefix)), isOk ? "OK" : "Unknown").Inc();

    /// <summary>k8s:enc:PROVIDER:VERSION: of a prefix that goes on with the name of the key.</summary>
    private static string ProviderOf(string prefix) => prefix.Length == 0 ? "identity" : string.Join(':', prefix.Split(':').Take(4)) + ":";
}
