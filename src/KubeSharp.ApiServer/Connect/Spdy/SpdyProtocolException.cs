namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>The peer broke the protocol; the whole connection is unusable.</summary>
internal sealed class SpdyProtocolException(string message) : IOException(message);
