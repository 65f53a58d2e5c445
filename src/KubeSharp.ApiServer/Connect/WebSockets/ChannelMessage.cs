namespace KubeSharp.ApiServer.Connect.WebSockets;

/// <param name="Payload">Valid until the next receive.</param>
internal readonly record struct ChannelMessage(byte Channel, ReadOnlyMemory<byte> Payload);
