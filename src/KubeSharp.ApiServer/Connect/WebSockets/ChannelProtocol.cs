namespace KubeSharp.ApiServer.Connect.WebSockets;

/// <summary>A subprotocol of Kubernetes that carries several channels in one WebSocket: the first byte of a message is its channel.</summary>
/// <param name="Base64">Messages are text: the channel as a digit, the payload in base64.</param>
/// <param name="StatusAsJson">The error channel ends with a metav1.Status (v4 and later), otherwise with the bare message of a failure.</param>
/// <param name="CloseSignal">Channel 255 half-closes the channel that its payload names (v5).</param>
internal sealed record ChannelProtocol(string Name, bool Base64, bool StatusAsJson, bool CloseSignal)
{
    public static IReadOnlyList<ChannelProtocol> All { get; } =
    [
        new("v5.channel.k8s.io", Base64: false, StatusAsJson: true, CloseSignal: true),
        new("v4.channel.k8s.io", Base64: false, StatusAsJson: true, CloseSignal: false),
        new("v4.base64.channel.k8s.io", Base64: true, StatusAsJson: true, CloseSignal: false),
        new("channel.k8s.io", Base64: false, StatusAsJson: false, CloseSignal: false),
        new("base64.channel.k8s.io", Base64: true, StatusAsJson: false, CloseSignal: false),
        new("", Base64: false, StatusAsJson: false, CloseSignal: false),
    ];

    /// <summary>The first of the offered protocols that is known; null if none is.</summary>
    public static ChannelProtocol? Select(IReadOnlyList<string> offered)
    {
        foreach (var name in offered)
        {
            foreach (var protocol in All)
            {
                if (protocol.Name == name)
                {
                    return protocol;
                }
            }
        }

        return null;
    }
}
