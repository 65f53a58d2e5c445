using KubeSharp.Api;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>Stands for conversion webhooks, which this server does not call: only the storage version of such a resource can be used.</summary>
internal sealed class RefusedConversion(ApiType served) : IVersionConverter
{
    public ApiType Served => served;

    public ApiObject ToServed(ApiObject value) => throw Refusal(value);

    public ApiObject ToStored(ApiObject value) => throw Refusal(value);

    private static ApiException Refusal(ApiObject value) => ApiErrors.InternalError(
        $"conversion webhook for {value.ApiType} failed: conversion webhooks are not supported; use the storage version");
}
