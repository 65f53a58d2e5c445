#!/bin/sh
# Answers with the pod that served the request, the version of the image and the greeting of the ConfigMap.
printf 'Content-Type: text/plain\r\n\r\n'
printf '%s from %s (version @VERSION@)\n' "${GREETING:-hello}" "$(hostname)"
