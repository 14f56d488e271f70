-- PUTs of 64-byte values to 20 000 keys per thread; argument 1: the path before the key, 2: what precedes the value
local threads = 0
local count = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  base = args[1]
  body = (args[2] or "") .. string.rep("x", 64)
  if args[2] then
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  end
end

function request()
  count = count + 1
  return wrk.format("PUT", base .. "bench/" .. id .. "-" .. (count % 20000), nil, body)
end
