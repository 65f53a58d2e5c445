using System.Buffers.Binary;
using Google.Protobuf;
using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.ApiServer.Encryption.Kms.V2;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Encryption.Kms;

/// <summary>A KMS as a plugin in a process of its own would offer it: gRPC on a unix socket. One message is asked and one answered.</summary>
internal sealed class KmsPlugin(IKmsService kms, string socket) : IAsyncDisposable
{
    private const int FrameHead = 5;

    private readonly KestrelHost _host = new(
        NullLoggerFactory.Instance, kestrel => kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http2));

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(AnswerAsync, cancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var message = body.ToArray().AsMemory(FrameHead);
        http.Response.ContentType = "application/grpc";
        try
        {
            IMessage answer = http.Request.Path.Value switch
            {
                "/v2.KeyManagementService/Status" => await kms.StatusAsync(http.RequestAborted),
                "/v2.KeyManagementService/Encrypt" => await kms.EncryptAsync(EncryptRequest.Parser.ParseFrom(message.Span), http.RequestAborted),
                "/v2.KeyManagementService/Decrypt" => await kms.DecryptAsync(DecryptRequest.Parser.ParseFrom(message.Span), http.RequestAborted),
                var path => throw new InvalidOperationException($"unknown call {path}"),
            };
            var frame = new byte[FrameHead + answer.CalculateSize()];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), answer.CalculateSize());
            answer.WriteTo(frame.AsSpan(FrameHead));
            await http.Response.Body.WriteAsync(frame, http.RequestAborted);
            http.Response.AppendTrailer("grpc-status", "0");
        }
        catch (KmsException failure)
        {
            http.Response.AppendTrailer("grpc-status", "14");
            http.Response.AppendTrailer("grpc-message", failure.Message);
        }
    }
}
