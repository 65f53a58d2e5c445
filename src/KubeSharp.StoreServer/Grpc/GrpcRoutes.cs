using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.StoreServer.Grpc;

/// <summary>Finds the method of a call by its path and says in the trailers how it ended.</summary>
internal sealed class GrpcRoutes
{
    private const string ContentType = "application/grpc";

    private readonly Dictionary<string, Func<GrpcCall, CancellationToken, Task>> _methods = new(StringComparer.Ordinal);

    public void AddStream(string path, Func<GrpcCall, CancellationToken, Task> method) => _methods.Add(path, method);

    /// <summary>One message for one message.</summary>
    public void Add<TRequest, TResponse>(string path, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, ValueTask<TResponse>> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : IMessage =>
        AddStream(path, async (call, cancellationToken) =>
        {
            TRequest request = await call.ReadOnlyAsync(parser, cancellationToken).ConfigureAwait(false);
            await call.WriteAsync(await method(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        });

    public async Task HandleAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith(ContentType, StringComparison.Ordinal) is not true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        http.Response.ContentType = ContentType;
        Status status = await RunAsync(http).ConfigureAwait(false);
        if (!http.RequestAborted.IsCancellationRequested)
        {
            // A call without an answer still has headers first and trailers behind.
            await http.Response.StartAsync(http.RequestAborted).ConfigureAwait(false);
            http.Response.AppendTrailer("grpc-status", ((int)status.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (status.Detail.Length > 0)
            {
                http.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(status.Detail));
            }
        }
    }

    private async Task<Status> RunAsync(HttpContext http)
    {
        if (!_methods.TryGetValue(http.Request.Path.Value ?? "", out Func<GrpcCall, CancellationToken, Task>? method))
        {
            return new Status(StatusCode.Unimplemented, $"{http.Request.Path} is not there");
        }

        using var call = new GrpcCall(http);
        try
        {
            await method(call, http.RequestAborted).ConfigureAwait(false);
            return Status.DefaultSuccess;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return GrpcErrors.Translate(failure);
        }
        catch (OperationCanceledException)
        {
            return new Status(StatusCode.Cancelled, "");
        }
    }
}
