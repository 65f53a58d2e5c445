using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using KubeSharp.Fuzz.Testing;
using KubeSharp.Storage.Etcd.Rpc;
using RpcRangeRequest = KubeSharp.Storage.Etcd.Rpc.RangeRequest;
using RpcWatchRequest = KubeSharp.Storage.Etcd.Rpc.WatchRequest;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>Messages of etcd's clients that are nearly right: the store refuses what it does not understand, and nothing is its own fault.</summary>
public sealed class ServedStoreFuzzTests : IAsyncLifetime
{
    private const string InternalError = "13";

    /// <summary>gRPC has no other code for calls that break off.</summary>
    private const string BreaksOff = "the%20request%20";

    // A stream that has said all it will say need not be answered.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServedStore _served = new(TimeProvider.System);
    private readonly HttpClient _http = new() { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact, Timeout = Patience };

    private static ByteString Key => ByteString.CopyFromUtf8("/registry/pods/a");

    public async ValueTask InitializeAsync() => await _served.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _served.DisposeAsync();
    }

    [Fact]
    public void Ranges() => Run(
        "KV/Range",
        new RpcRangeRequest { Key = Key, RangeEnd = ByteString.CopyFromUtf8("/registry/pods0"), Limit = 5, Revision = 2, SortOrder = RpcRangeRequest.Types.SortOrder.Descend },
        new RpcRangeRequest { Key = ByteString.CopyFrom(0), RangeEnd = ByteString.CopyFrom(0), CountOnly = true, KeysOnly = true, MinModRevision = 1 });

    [Fact]
    public void Transactions() => Run(
        "KV/Txn",
        new TxnRequest
        {
            Compare = { new Compare { Key = Key, Target = Compare.Types.CompareTarget.Mod, Result = Compare.Types.CompareResult.Equal, ModRevision = 0 } },
            Success = { new RequestOp { RequestPut = new PutRequest { Key = Key, Value = Key, PrevKv = true } } },
            Failure = { new RequestOp { RequestRange = new RpcRangeRequest { Key = Key } }, new RequestOp { RequestDeleteRange = new DeleteRangeRequest { Key = Key } } },
        },
        new TxnRequest { Success = { new RequestOp { RequestTxn = new TxnRequest() } } });

    [Fact]
    public void Watches() => Run(
        "Watch/Watch",
        new RpcWatchRequest { CreateRequest = new WatchCreateRequest { Key = Key, StartRevision = 1, PrevKv = true, WatchId = 3, ProgressNotify = true } },
        new RpcWatchRequest { CancelRequest = new WatchCancelRequest { WatchId = 3 } },
        new RpcWatchRequest { ProgressRequest = new WatchProgressRequest() });

    [Fact]
    public void Leases() => Run("Lease/LeaseGrant", new LeaseGrantRequest { TTL = 10, ID = 5 }, new LeaseGrantRequest { TTL = -1 });

    [Fact]
    public void Compactions() => Run("KV/Compact", new CompactionRequest { Revision = 1 }, new CompactionRequest { Revision = -5 });

    private static byte[] Frame(IMessage message)
    {
        var content = message.ToByteArray();
        var frame = new byte[5 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), content.Length);
        content.CopyTo(frame, 5);
        return frame;
    }

    private void Run(string method, params IMessage[] messages)
    {
        byte[][] frames = [.. messages.Select(Frame)];
        new Fuzzer([.. frames, [.. frames.SelectMany(frame => frame)]], "\0\0\0\0\0", "/registry/", "\u00ff").Run(
            input => Assert.NotEqual(InternalError, CallAsync(method, Framed(input)).GetAwaiter().GetResult()), static _ => false);
    }

    /// <summary>Every other input keeps a length that is right, so that its content is looked at.</summary>
    private static byte[] Framed(byte[] input)
    {
        if (input.Length >= 5 && input.Length % 2 == 0)
        {
            input[0] = 0;
            BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(1), input.Length - 5);
        }

        return input;
    }

    /// <summary>The status that the call ended with; "" if the client broke it off.</summary>
    private async Task<string> CallAsync(string method, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_served.Address, $"etcdserverpb.{method}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await _http.SendAsync(request);
        await response.Content.CopyToAsync(Stream.Null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var detail = response.TrailingHeaders.TryGetValues("grpc-message", out var messages) ? messages.First() : "";
        return detail.StartsWith(BreaksOff, StringComparison.Ordinal) ? "" : response.TrailingHeaders.GetValues("grpc-status").First();
    }
}
