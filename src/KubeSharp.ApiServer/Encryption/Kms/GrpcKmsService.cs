using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using KubeSharp.ApiServer.Encryption.Kms.V2;

namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>A plugin behind its unix socket.</summary>
internal sealed class GrpcKmsService : IKmsService, IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly KeyManagementService.KeyManagementServiceClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public GrpcKmsService(KmsProviderOptions options, TimeProvider time)
    {
        (_timeout, _time) = (options.Timeout, time);
        var address = new UnixDomainSocketEndPoint(options.Socket);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        _channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _client = new KeyManagementService.KeyManagementServiceClient(_channel);
    }

    public Task<StatusResponse> StatusAsync(CancellationToken cancellationToken) =>
        CallAsync(token => _client.StatusAsync(new StatusRequest(), cancellationToken: token), cancellationToken);

    public Task<EncryptResponse> EncryptAsync(EncryptRequest request, CancellationToken cancellationToken) =>
        CallAsync(token => _client.EncryptAsync(request, cancellationToken: token), cancellationToken);

    public Task<DecryptResponse> DecryptAsync(DecryptRequest request, CancellationToken cancellationToken) =>
        CallAsync(token => _client.DecryptAsync(request, cancellationToken: token), cancellationToken);

    public void Dispose() => _channel.Dispose();

    private async Task<T> CallAsync<T>(Func<CancellationToken, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var running = call(either.Token);
            return await running.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            var isTransient = failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.ResourceExhausted;
            throw new KmsException(limit.IsCancellationRequested ? "the KMS plugin has not answered in time" : failure.Status.Detail, isTransient, failure);
        }
        catch (RpcException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
