using System.Runtime.CompilerServices;

namespace KubeSharp.Api.Json;

/// <summary>The first elements of a list, in place.</summary>
[InlineArray(4)]
internal struct FirstFour<T>
{
    private T _element;
}
