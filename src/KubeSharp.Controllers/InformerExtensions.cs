using KubeSharp.Api;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers;

internal static class InformerExtensions
{
    /// <summary>Calls one action with the current (or last) state whatever happened.</summary>
    public static Informer<T> OnAny<T>(this Informer<T> informer, Action<T> action)
        where T : ApiObject
    {
        informer.AddHandler(new InformerHandler<T>
        {
            Added = action,
            Updated = (_, value) => action(value),
            Deleted = action,
        });
        return informer;
    }
}
