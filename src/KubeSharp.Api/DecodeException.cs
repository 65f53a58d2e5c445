namespace KubeSharp.Api;

/// <summary>Bytes that are no object of the wanted kind. The message is meant for the client that sent them.</summary>
public sealed class DecodeException : Exception
{
    public DecodeException(string message)
        : base(message)
    {
    }

    public DecodeException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
