namespace KubeSharp.ApiServer.Aggregation;

/// <summary>An extension server cannot be found.</summary>
/// <param name="reason">One word, for the condition of the APIService.</param>
/// <param name="message">For people.</param>
internal sealed class ServiceLocationException(string reason, string message) : Exception(message)
{
    public string Reason { get; } = reason;
}
