using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;

namespace KubeSharp.ApiServer.Connect.WebSockets;

/// <summary>Sends and receives the messages of a <see cref="ChannelProtocol"/>. Any number of senders, one receiver.</summary>
internal sealed class ChannelSocket(WebSocket socket, ChannelProtocol protocol) : IDisposable
{
    private const int MaxMessage = 32 * 1024 * 1024;

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _message = new(4096);

    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var length = 1 + (protocol.Base64 ? Base64.GetMaxEncodedToUtf8Length(payload.Length) : payload.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            if (protocol.Base64)
            {
                buffer[0] = (byte)('0' + channel);
                Base64.EncodeToUtf8(payload.Span, buffer.AsSpan(1), out _, out var written);
                length = 1 + written;
            }
            else
            {
                buffer[0] = channel;
                payload.CopyTo(buffer.AsMemory(1));
            }

            var type = protocol.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
            await _sending.WaitAsync(cancellationToken);
            try
            {
                await socket.SendAsync(buffer.AsMemory(0, length), type, endOfMessage: true, cancellationToken);
            }
            finally
            {
                _sending.Release();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The next message; null when the client has closed the socket. Empty messages are skipped.</summary>
    /// <exception cref="WebSocketException">The connection broke, or a message is too large or malformed.</exception>
    public async Task<ChannelMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _message.ResetWrittenCount();
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(_message.GetMemory(4096), cancellationToken);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                _message.Advance(result.Count);
                if (_message.WrittenCount > MaxMessage)
                {
                    throw new WebSocketException("message too large");
                }
            }
            while (!result.EndOfMessage);

            if (_message.WrittenCount > 0)
            {
                return protocol.Base64 ? DecodeBase64() : new ChannelMessage(_message.WrittenSpan[0], _message.WrittenMemory[1..]);
            }
        }
    }

    /// <summary>Closes in order, if the client still listens.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException)
        {
            // The client left first.
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private ChannelMessage DecodeBase64()
    {
        var text = _message.WrittenSpan;
        var payload = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length - 1)];
        if (Base64.DecodeFromUtf8(text[1..], payload, out _, out var written) != OperationStatus.Done)
        {
            throw new WebSocketException("message is not valid base64");
        }

        return new ChannelMessage((byte)(text[0] - '0'), payload.AsMemory(0, written));
    }
}
