using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Client.Tests.Http;

public sealed class HttpTransportTests
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    private static readonly Pod Sample = new() { Metadata = new() { Namespace = "a", Name = "web", ResourceVersion = "7" }, Spec = new() { NodeName = "n1" } };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task BuiltInKindsTravelAsProtobuf()
    {
        var handler = new StubHandler((_, body) => Answer(body, Protobuf, HttpStatusCode.Created));

        var created = await Client(handler).CreateAsync(Sample, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Sample, created);
        var (message, sent) = Assert.Single(handler.Seen);
        Assert.Equal("https://10.0.0.1:6443/api/v1/namespaces/a/pods", message.RequestUri!.AbsoluteUri);
        Assert.Equal(Sample, ProtobufCodec.DecodeAny(sent));
        Assert.Equal("Bearer secret", message.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task OptionsBecomeTheQuery()
    {
        var list = new PodList { Metadata = new() { ResourceVersion = "9" }, Items = [Sample] };
        var handler = new StubHandler((_, _) => Answer(JsonCodec.Encode(list), "application/json"));

        var answer = await Client(handler).ListAsync<Pod>(
            "",
            new ListOptions { LabelSelector = "app in (a,b)", Limit = 500, ResourceVersion = "0" },
            TestContext.Current.CancellationToken);

        Assert.Equal("9", answer.ResourceVersion);
        Assert.Equal(Sample, Assert.Single(answer.Items));
        Assert.Equal("/api/v1/pods?labelSelector=app%20in%20%28a%2Cb%29&resourceVersion=0&limit=500", handler.Seen[0].Message.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task ARefusalCarriesTheServersStatus()
    {
        var status = ApiErrors.NotFound("", "pods", "web").Status;
        var handler = new StubHandler((_, _) => Answer(JsonCodec.Encode(status), "application/json", HttpStatusCode.NotFound));

        var error = await Assert.ThrowsAsync<ApiException>(async () => await Client(handler).GetAsync<Pod>("a", "web", TestContext.Current.CancellationToken));

        Assert.True(error.IsNotFound);
        Assert.Equal("pods \"web\" not found", error.Message);
    }

    [Fact]
    public async Task AnErrorOfSomebodyElseBecomesAStatusToo()
    {
        var handler = new StubHandler((_, _) => Answer("upstream is down"u8.ToArray(), "text/plain", HttpStatusCode.BadGateway));

        var error = await Assert.ThrowsAsync<ApiException>(async () => await Client(handler).GetAsync<Pod>("a", "web", TestContext.Current.CancellationToken));

        Assert.Equal(502, error.Code);
        Assert.Equal("upstream is down", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AWatchIsCutIntoEvents(bool isProtobuf)
    {
        byte[] body = isProtobuf
            ? [.. Frame("ADDED", ProtobufCodec.Encode(Sample)), .. Frame("BOOKMARK", ProtobufCodec.Encode(new Pod { Metadata = new() { ResourceVersion = "12" } }))]
            : Encoding.UTF8.GetBytes(
                $"{{\"type\":\"ADDED\",\"object\":{Encoding.UTF8.GetString(JsonCodec.Encode(Sample))}}}\n\n"
                + "{\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"12\"}},\"type\":\"BOOKMARK\"}");
        var handler = new StubHandler((_, _) => Answer(body, isProtobuf ? Protobuf + ";stream=watch" : "application/json"));

        var events = await Client(handler).WatchAsync<Pod>("a", new ListOptions { ResourceVersion = "5" }, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, events.Count);
        Assert.Equal((WatchEventType.Added, "7"), (events[0].Type, events[0].ResourceVersion));
        Assert.Equal(Sample, events[0].Object);
        Assert.Equal((WatchEventType.Bookmark, "12"), (events[1].Type, events[1].ResourceVersion));
        Assert.Equal("/api/v1/namespaces/a/pods?watch=true&resourceVersion=5", handler.Seen[0].Message.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task AnErrorInAWatchIsThrown()
    {
        var gone = ApiErrors.Expired("too old resource version: 5 (9)").Status;
        var handler = new StubHandler((_, _) => Answer(Frame("ERROR", ProtobufCodec.Encode(gone)), Protobuf));

        var error = await Assert.ThrowsAsync<ApiException>(async () =>
            await Client(handler).WatchAsync<Pod>("a", null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.True(error.IsGone);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 1, 2, 3 })]
    [InlineData(new byte[] { 0, 0, 0, 3, 8, 1, 2 })]
    [InlineData(new byte[] { 0, 0, 0, 2, 10, 99 })]
    public async Task ATornWatchIsAnErrorNotACrash(byte[] body)
    {
        var handler = new StubHandler((_, _) => Answer(body, Protobuf));

        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await Client(handler).WatchAsync<Pod>("a", null, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ARefusedTokenIsReplacedOnce()
    {
        var handler = new StubHandler((message, _) => message.Headers.Authorization!.Parameter == "new"
            ? Answer(JsonCodec.Encode(Sample), "application/json")
            : Answer(JsonCodec.Encode(ApiErrors.Unauthorized().Status), "application/json", HttpStatusCode.Unauthorized));
        using var transport = Transport(handler);
        var tokens = new TwoTokens();

        Assert.Equal(Sample, await new KubeClient(transport.With(tokens)).GetAsync<Pod>("a", "web", TestContext.Current.CancellationToken));
        Assert.Equal(["Bearer old", "Bearer new"], handler.Seen.Select(seen => seen.Message.Headers.Authorization!.ToString()));

        tokens.Now = "old";
        tokens.Next = "old";
        var error = await Assert.ThrowsAsync<ApiException>(async () =>
            await new KubeClient(transport.With(tokens)).GetAsync<Pod>("a", "web", TestContext.Current.CancellationToken));
        Assert.Equal(401, error.Code);
        Assert.Equal(4, handler.Seen.Count);
    }

    [Fact]
    public async Task AnOverloadedServerIsAskedAgainWhenItSays()
    {
        var tries = 0;
        var handler = new StubHandler((_, _) =>
        {
            if (++tries > 1)
            {
                return Answer(JsonCodec.Encode(Sample), "application/json");
            }

            var busy = Answer([], "application/json", HttpStatusCode.TooManyRequests);
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
            return busy;
        });

        var answer = Client(handler).GetAsync<Pod>("a", "web", TestContext.Current.CancellationToken).AsTask();
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Sample, await answer);
    }

    [Fact]
    public async Task DeleteOptionsAreSentWithoutAKindOfTheirOwn()
    {
        var handler = new StubHandler((_, _) => Answer(JsonCodec.Encode(new Status { StatusValue = "Success" }), "application/json"));

        await Client(handler).DeleteAsync<Pod>("a", "web", new DeleteOptions { GracePeriodSeconds = 0 }, TestContext.Current.CancellationToken);

        Assert.Equal("{\"gracePeriodSeconds\":0}", Encoding.UTF8.GetString(handler.Seen[0].Body));
        Assert.Equal(HttpMethod.Delete, handler.Seen[0].Message.Method);
    }

    private static HttpResponseMessage Answer(byte[] body, string type, HttpStatusCode code = HttpStatusCode.OK)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpResponseMessage(code) { Content = content };
    }

    /// <summary>A watch event as upstream's servers write it.</summary>
    private static byte[] Frame(string type, byte[] value)
    {
        byte[] raw = Field(1, value);
        byte[] message = [.. Field(1, Encoding.UTF8.GetBytes(type)), .. Field(2, raw)];
        var frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)message.Length);
        message.CopyTo(frame, 4);
        return frame;
    }

    private static byte[] Field(int number, byte[] value)
    {
        List<byte> field = [(byte)((number << 3) | 2)];
        for (var length = (uint)value.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                field.Add((byte)length);
                break;
            }

            field.Add((byte)(length | 0x80));
        }

        return [.. field, .. value];
    }

    private KubeClient Client(StubHandler handler) => new(Transport(handler));

    private HttpTransport Transport(StubHandler handler) => new(
        new ClientConfig
        {
            Cluster = new KubeConfigCluster("c") { Server = "https://10.0.0.1:6443" },
            User = new KubeConfigUser("u") { Token = "secret" },
        },
        _time,
        handler);
}
