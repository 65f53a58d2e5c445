using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Resources;

/// <summary>Runs strategies as the handlers do, on objects written as JSON.</summary>
internal static class StrategyRunner
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static ResourceStrategies All { get; } = CreateAll();

    public static RequestContext Context() => new()
    {
        Info = new RequestInfo { Path = "/", Verb = "create" },
        User = new UserInfo { Name = "ada", Groups = ["makers"] },
        ReceivedAt = Now,
    };

    /// <summary>Single quotes stand for double quotes.</summary>
    public static T Read<T>(string json)
        where T : ApiObject, IApiKind<T> => JsonCodec.Decode<T>(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));

    public static string Write(ApiObject value) => Encoding.UTF8.GetString(JsonCodec.Encode(value)).Replace('"', '\'');

    public static T Default<T>(ResourceStrategy strategy, string json)
        where T : ApiObject, IApiKind<T> => (T)strategy.Default(Read<T>(json));

    /// <summary>The object as it would be stored, with a uid.</summary>
    public static T Create<T>(ResourceStrategy strategy, string json)
        where T : ApiObject, IApiKind<T>
    {
        var value = strategy.Default(Read<T>(json));
        value = value with { Metadata = value.Metadata with { UID = "u1", CreationTimestamp = Now, ResourceVersion = "" } };
        var created = strategy.PrepareForCreate(Context(), value);
        return (T)(created with { Metadata = created.Metadata with { ResourceVersion = "1" } });
    }

    /// <summary>What a create is refused for: <c>field: message</c>, in order.</summary>
    public static string[] CreateErrors<T>(ResourceStrategy strategy, string json)
        where T : ApiObject, IApiKind<T>
    {
        var errors = new ErrorList();
        strategy.Validate(Context(), Create<T>(strategy, json), errors);
        return Text(errors);
    }

    public static string[] UpdateErrors(ResourceStrategy strategy, ApiObject value, ApiObject old)
    {
        var errors = new ErrorList();
        strategy.ValidateUpdate(Context(), strategy.PrepareForUpdate(Context(), value, old), old, errors);
        return Text(errors);
    }

    public static string[] Warnings(ResourceStrategy strategy, ApiObject value)
    {
        var context = Context();
        strategy.Warn(context, value, null);
        return [.. context.Warnings ?? []];
    }

    public static string Row(ResourceStrategy strategy, ApiObject value) =>
        string.Join(" | ", strategy.Cells(value, Now).Select(static c => c switch { bool b => b ? "true" : "false", _ => c?.ToString() }));

    public static string[] Text(ErrorList errors) => [.. errors.Causes.Select(static c => c.Field + ": " + c.Message)];

    private static ResourceStrategies CreateAll()
    {
        var strategies = new ResourceStrategies();
        BuiltinStrategies.AddTo(strategies);
        return strategies;
    }
}
